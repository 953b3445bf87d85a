"""Addresses of sign-in."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from wenguo.faces.web.signin import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
