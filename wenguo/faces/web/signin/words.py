"""What sign-in says: allauth's errors and messages in our words, in both languages."""

from __future__ import annotations

from wenguo.text import Text

PASSKEY = Text("通行密钥", "Passkey")
REQUIRED = Text("请填写这一项。", "Please fill this in.")
NOT_DONE = Text("没有成功，请再试一次。", "That did not work. Please try again.")
NOT_ALIKE = Text("两次输入的新密码不一样。", "The two new passwords differ.")
NOT_THERE = Text("没有收到通行密钥的回应，请再试一次。", "No answer came from the passkey. Please try again.")
ENDED = Text("已退出该处登录。", "Signed out there.")
OTHERS_ENDED = Text("其他地方都已退出登录。", "Signed out everywhere else.")

ERRORS: dict[str, Text] = {
    "username_password_mismatch": Text(
        "账号或密码不对。密码区分大小写。",
        "Name and password do not match. Passwords tell capitals from small letters.",
    ),
    "enter_current_password": Text("现在的密码不对。", "This is not your current password."),
    "incorrect_password": Text("密码不对。", "The password is wrong."),
    "incorrect_code": Text(
        "这个代码不对，或者已经用过。请用新的代码再试。", "This code is wrong or was used before. Try with a new one."
    ),
    "same_as_current": Text("新密码和原来的一样。", "The new password is the old one."),
    "cannot_delete_authenticator": Text(
        "本机构要求两步验证：请先添加另一种，再停用这一种。",
        "Your organisation requires a second step: add another before you remove this one.",
    ),
    "cannot_generate_recovery_codes": Text(
        "请先设置验证器应用或通行密钥。", "Set up an authenticator app or a passkey first."
    ),
}

MESSAGES: dict[str, Text] = {
    "account/messages/logged_out.txt": Text("已退出。", "You are signed out."),
    "account/messages/password_changed.txt": Text(
        "密码已更改，其他地方的登录都已退出。", "Your password is changed; everywhere else you are signed out."
    ),
    "mfa/messages/totp_activated.txt": Text("验证器应用已启用。", "Your authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": Text("验证器应用已停用。", "Your authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": Text("通行密钥已添加。", "The passkey is added."),
    "mfa/messages/webauthn_removed.txt": Text("通行密钥已移除。", "The passkey is removed."),
}


def wait(seconds: int) -> Text:
    """How long to wait before the next try."""
    if seconds < 90:
        return Text(
            f"试的次数太多，请过 {seconds} 秒再试。", f"Too many tries. Wait {seconds} seconds, then try again."
        )
    minutes = -(-seconds // 60)
    return Text(
        f"试的次数太多，请过 {minutes} 分钟（{seconds} 秒）再试。",
        f"Too many tries. Wait {minutes} minutes ({seconds} seconds), then try again.",
    )
