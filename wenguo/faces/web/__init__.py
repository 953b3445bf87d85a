"""The staff's web face, a room for each screen; every page works as plain links and forms without JavaScript."""
