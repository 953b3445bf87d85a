"""Drafts of letters from templates, facts, findings and basis (drafting.draft); what they are made of is light to import."""

from wenguo.advice.drafts.given import ORIGINS, Demand, Draft, Found, Given, Source

__all__ = ["ORIGINS", "Demand", "Draft", "Found", "Given", "Source"]
