"""Addresses of sign-in: of allauth's pages those we show, each in our words."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import path
from django.views.generic import RedirectView, TemplateView

from wenguo.faces.web.signin import single, views

_own = RedirectView.as_view(pattern_name="security")
_login = views.SignIn.as_view()
_logout = account.LogoutView.as_view(template_name="web/signin/logout.html")

urlpatterns = [
    path("", views.security, name="security"),
    path("login/", _login, name="login"),
    path("login/", _login, name="account_login"),
    path("logout/", _logout, name="logout"),
    path("logout/", _logout, name="account_logout"),
    path("inactive/", TemplateView.as_view(template_name="web/signin/inactive.html"), name="account_inactive"),
    path(
        "reauthenticate/",
        account.ReauthenticateView.as_view(template_name="web/signin/again.html"),
        name="account_reauthenticate",
    ),
    path("password/", views.NewPassword.as_view(), name="account_change_password"),
    path("password/", _own, name="account_set_password"),
    path("password/forgotten/", TemplateView.as_view(template_name="web/signin/forgotten.html"), name="forgotten"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("places/end/", views.end, name="end_place"),
    path("2fa/", _own, name="mfa_index"),
    path(
        "2fa/authenticate/",
        factor.AuthenticateView.as_view(template_name="web/signin/code.html"),
        name="mfa_authenticate",
    ),
    path(
        "2fa/reauthenticate/",
        factor.ReauthenticateView.as_view(template_name="web/signin/again_code.html"),
        name="mfa_reauthenticate",
    ),
    path(
        "2fa/app/",
        totp.ActivateTOTPView.as_view(template_name="web/signin/app_add.html"),
        name="mfa_activate_totp",
    ),
    path(
        "2fa/app/remove/",
        totp.DeactivateTOTPView.as_view(template_name="web/signin/app_remove.html"),
        name="mfa_deactivate_totp",
    ),
    path(
        "2fa/codes/",
        codes.ViewRecoveryCodesView.as_view(template_name="web/signin/codes.html"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/codes/new/",
        codes.GenerateRecoveryCodesView.as_view(template_name="web/signin/codes_new.html"),
        name="mfa_generate_recovery_codes",
    ),
    path("2fa/passkeys/", _own, name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("2fa/passkeys/login/", passkey.LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path(
        "2fa/passkeys/reauthenticate/",
        passkey.ReauthenticateWebAuthnView.as_view(template_name="web/signin/again_passkey.html"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("2fa/passkeys/<int:pk>/remove/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path(
        "2fa/passkeys/<int:pk>/rename/",
        passkey.EditWebAuthnView.as_view(template_name="web/signin/passkey_rename.html"),
        name="mfa_edit_webauthn",
    ),
    path("oidc/<str:provider_id>/login/", single.start, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", single.back, name="openid_connect_callback"),
    path(
        "oidc/cancelled/",
        TemplateView.as_view(template_name="web/signin/cancelled.html"),
        name="socialaccount_login_cancelled",
    ),
]
