"""The staff's web face: for now sign-in, the queue and one complaint, plain; every page works without JavaScript."""
