"""Which columns a person wants to see: chosen once, found so again on every machine."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from wenguo.models import Choice
from wenguo.pages.asking import account
from wenguo.queries.columns import USUAL, chosen

NAME = "search_columns"


def columns_of(request: HttpRequest) -> list[str]:
    """The columns of an address where it names some, else those the person chose, else the usual ones."""
    named = request.GET.get("columns", "")
    if named:
        return chosen(named.split(","))
    kept = Choice.objects.filter(account_id=account(request), name=NAME).values_list("value", flat=True).first()
    return chosen(kept if isinstance(kept, list) else USUAL)


@require_POST
@login_required
def choose_columns(request: HttpRequest) -> HttpResponse:
    """Keep the choice and show the list again; "usual" takes it back."""
    mine = Choice.objects.filter(account_id=account(request), name=NAME)
    if "usual" in request.POST:
        mine.delete()
    else:
        columns = chosen(request.POST.getlist("column"))
        Choice.objects.update_or_create(account_id=account(request), name=NAME, defaults={"value": columns})
    query = QueryDict(request.POST.get("query", ""), mutable=True)
    query.pop("columns", None)
    return HttpResponseRedirect(f"{reverse('finding')}?{query.urlencode()}", status=303)
