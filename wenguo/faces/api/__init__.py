"""The HTTP API: one address for each verb of THE LIST, queries beside; every refusal is a problem document (RFC 9457)."""
