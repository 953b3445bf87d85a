"""Sign-in: password with a second factor, passkeys, single sign-on, sessions."""
