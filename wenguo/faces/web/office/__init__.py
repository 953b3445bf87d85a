"""Settings 设置: units, people, packs, codes, calendars, templates, tokens, webhooks, retention."""
