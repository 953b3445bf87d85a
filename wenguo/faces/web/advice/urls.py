"""Addresses of what advice sees across complaints."""

from django.urls import path

from wenguo.faces.web.advice import acts, groups, signals, telling_all, together

urlpatterns = [
    path("groups/", groups.groups, name="advice_groups"),
    path("groups/begin/", acts.begin, name="advice_group_begin"),
    path("groups/forming/", groups.forming, name="advice_forming"),
    path("groups/<int:number>/", groups.group, name="advice_group"),
    path("groups/<int:number>/do/", acts.act, name="advice_group_act"),
    path("groups/<int:number>/undo/", acts.undo, name="advice_group_undo"),
    path("groups/<int:number>/together/", together.together, name="group_together"),
    path("groups/<int:number>/say/", together.say, name="group_say"),
    path("groups/<int:number>/blank/", together.blank, name="group_blank"),
    path("groups/<int:number>/role/", together.role, name="group_role"),
    path("groups/<int:number>/drafts/", together.drafts, name="group_drafts"),
    path("groups/<int:number>/calls/", telling_all.calls, name="group_calls"),
    path("groups/<int:number>/fix/", telling_all.fix, name="group_fix"),
    path("groups/<int:number>/fix/<uuid:key>/", telling_all.told, name="group_told"),
    path("signals/", signals.signals, name="advice_signals"),
]
