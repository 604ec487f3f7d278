"""Addresses of the pages, in Swedish."""

from django.urls import path

from dagmar.portal import agreements, book, cases, day, doing, door, entering, rounds, why

urlpatterns = [
    path("", day.my_day),
    path("logga-in/", entering.enter),
    path("logga-ut/", entering.leave),
    path("sprak/", door.language),
    path("overenskommelser/", agreements.listed),
    path("overenskommelser/<slug:agreement>/", agreements.shown),
    path("arenden/", cases.listed),
    path("arenden/<slug:number>/", cases.shown),
    path("arenden/<slug:number>/varfor/", why.shown),
    path("arenden/<slug:number>/kvitto.json", why.file),
    path("arenden/<slug:number>/gor/<slug:deed>/", doing.do),
    path("omgangar/", rounds.listed),
    path("omgangar/<slug:agreement>/<int:year>/<slug:name>/", rounds.shown),
    path("huvudbok/", book.shown),
]
