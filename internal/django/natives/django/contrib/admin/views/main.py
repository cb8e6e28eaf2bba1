from django.forms import Form

ALL_VAR = "all"
ORDER_VAR = "o"
PAGE_VAR = "p"
SEARCH_VAR = "q"
ERROR_FLAG = "e"
IGNORED_PARAMS = (ALL_VAR, ORDER_VAR, SEARCH_VAR)


class ChangeListSearchForm(Form):
    pass


class ChangeList:
    def __init__(self, request, model, list_display=(), *args, model_admin=None, **kwargs):
        self.model = model
        self.list_display = list_display
        self.model_admin = model_admin

    @property
    def root_queryset(self):
        return self.model_admin.get_queryset(None)

    @property
    def queryset(self):
        return self.get_queryset(None)

    @property
    def result_list(self):
        return self.queryset

    def get_queryset(self, request):
        return self.root_queryset

    def get_results(self, request): ...
