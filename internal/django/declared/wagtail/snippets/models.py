def register_snippet(registerable, viewset=None):
    return registerable
