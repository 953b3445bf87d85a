"""The assistant's tools (MCP): verbs and queries as tools, acting for the person whose token it is, and saying so."""
