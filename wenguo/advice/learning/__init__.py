"""A small learned reader of texts: fitted on what people have confirmed, sure of how sure it is, kept in signed folders."""
