from django.views.generic.base import View


class APIView(View):
    pass
