"""Reading files of complaints: every kind of file people really send."""
