"""The optional language model, its pure part: what is taken out before anything leaves, what is asked, what may come back."""
