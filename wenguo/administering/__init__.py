"""What administrators do to the office: each act checks who may, refuses in words, and writes down what it changed."""
