from django.views.generic import View
from rest_framework.request import Request
from rest_framework.settings import api_settings


def get_view_name(view): ...
def get_view_description(view, html=False): ...
def set_rollback(): ...
def exception_handler(exc, context): ...


class APIView(View):
    renderer_classes = api_settings.DEFAULT_RENDERER_CLASSES
    parser_classes = api_settings.DEFAULT_PARSER_CLASSES
    authentication_classes = api_settings.DEFAULT_AUTHENTICATION_CLASSES
    throttle_classes = api_settings.DEFAULT_THROTTLE_CLASSES
    permission_classes = api_settings.DEFAULT_PERMISSION_CLASSES
    metadata_class = api_settings.DEFAULT_METADATA_CLASS
    versioning_class = api_settings.DEFAULT_VERSIONING_CLASS
    settings = api_settings
    request = Request()

    def dispatch(self, request, *args, **kwargs):
        self.request = self.initialize_request(request, *args, **kwargs)
        self.initial(self.request, *args, **kwargs)
        return self.finalize_response(self.request, None, *args, **kwargs)

    def initialize_request(self, request, *args, **kwargs):
        return Request(request)

    def initial(self, request, *args, **kwargs):
        self.check_permissions(request)

    def finalize_response(self, request, response, *args, **kwargs):
        return response

    def get_permissions(self):
        return [permission() for permission in self.permission_classes]

    def check_permissions(self, request):
        for permission in self.get_permissions():
            permission.has_permission(request, self)

    def check_object_permissions(self, request, obj):
        for permission in self.get_permissions():
            permission.has_object_permission(request, self, obj)

    def permission_denied(self, request, message=None, code=None): ...
    def http_method_not_allowed(self, request, *args, **kwargs): ...
    def handle_exception(self, exc): ...
    def get_authenticators(self): ...
    def get_parser_context(self, http_request): ...
    def get_renderer_context(self): ...
    def get_exception_handler_context(self): ...
    def get_view_name(self): ...
    def get_view_description(self, html=False): ...
    def options(self, request, *args, **kwargs): ...
