"""What is right: tables and small functions that know no clock, no database and no Django."""
