"""Addresses of the staff's face."""

from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.generic import RedirectView

from wenguo.faces.web import views

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="desk"), name="home"),
    path("desk/", views.desk, name="desk"),
    path("desk/language/", views.language, name="language"),
    path("desk/<str:number>/", views.complaint, name="complaint"),
    path("accounts/login/", views.SignIn.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
]
