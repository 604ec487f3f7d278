def about(request):
    return {}
