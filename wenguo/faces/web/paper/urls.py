"""Addresses of this room."""

from django.urls import path

from wenguo.faces.web.paper import views

urlpatterns = [
    path("", views.paper, name="paper"),
    path("letter.pdf", views.letter, {"kind": "pdf"}, name="letter_pdf"),
    path("letter.docx", views.letter, {"kind": "docx"}, name="letter_docx"),
    path("file.pdf", views.case_file, name="case_file"),
]
