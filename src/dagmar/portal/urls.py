"""Addresses of the pages, in Swedish."""

from django.urls import path

from dagmar.portal.agreements import listed as agreements
from dagmar.portal.agreements import shown as agreement
from dagmar.portal.book import shown as book
from dagmar.portal.cases import listed as cases
from dagmar.portal.cases import shown as case
from dagmar.portal.day import my_day
from dagmar.portal.doing import do
from dagmar.portal.door import language
from dagmar.portal.entering import enter, leave
from dagmar.portal.rounds import listed as rounds
from dagmar.portal.rounds import shown as round_
from dagmar.portal.why import file as receipt
from dagmar.portal.why import shown as why

urlpatterns = [
    path("", my_day),
    path("logga-in/", enter),
    path("logga-ut/", leave),
    path("sprak/", language),
    path("overenskommelser/", agreements),
    path("overenskommelser/<slug:agreement>/", agreement),
    path("arenden/", cases),
    path("arenden/<slug:number>/", case),
    path("arenden/<slug:number>/varfor/", why),
    path("arenden/<slug:number>/kvitto.json", receipt),
    path("arenden/<slug:number>/gor/<slug:deed>/", do),
    path("omgangar/", rounds),
    path("omgangar/<slug:agreement>/<int:year>/<slug:name>/", round_),
    path("huvudbok/", book),
]
