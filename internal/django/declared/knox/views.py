from rest_framework.views import APIView


class LoginView(APIView):
    pass


class LogoutView(APIView):
    pass


class LogoutAllView(APIView):
    pass
