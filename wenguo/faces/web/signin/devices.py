"""What a browser calls itself, in words a person knows their own device by."""

from __future__ import annotations

from wenguo.text import Text

# the first that is found wins: Edge and WeChat call themselves Chrome, Chrome calls itself Safari
_BROWSERS = (
    ("MicroMessenger", Text("微信", "WeChat")),
    ("DingTalk", Text("钉钉", "DingTalk")),
    ("wxwork", Text("企业微信", "WeCom")),
    ("Edg", Text("Edge 浏览器", "Edge")),
    ("Firefox", Text("Firefox 浏览器", "Firefox")),
    ("FxiOS", Text("Firefox 浏览器", "Firefox")),
    ("Chrome", Text("Chrome 浏览器", "Chrome")),
    ("CriOS", Text("Chrome 浏览器", "Chrome")),
    ("Safari", Text("Safari 浏览器", "Safari")),
)
_SYSTEMS = (
    ("HarmonyOS", Text("鸿蒙", "HarmonyOS")),
    ("Android", Text("安卓", "Android")),
    ("iPhone", Text("iPhone", "iPhone")),
    ("iPad", Text("iPad", "iPad")),
    ("Windows", Text("Windows", "Windows")),
    ("Macintosh", Text("Mac", "Mac")),
    ("Linux", Text("Linux", "Linux")),
)
_UNKNOWN = Text("未知设备", "unknown device")


def called(agent: str) -> Text:
    """Chrome 浏览器 · Windows."""
    found = [next((text for mark, text in table if mark in agent), None) for table in (_BROWSERS, _SYSTEMS)]
    known = [one for one in found if one]
    return Text(" · ".join(one.zh for one in known), " · ".join(one.en for one in known)) if known else _UNKNOWN


def is_phone(agent: str) -> bool:
    """A telephone or a tablet?"""
    return any(mark in agent for mark in ("Mobile", "Android", "iPhone", "iPad", "HarmonyOS"))
