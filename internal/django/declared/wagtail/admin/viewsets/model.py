from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup


class ModelViewSet(ViewSet):
    pass


class ModelViewSetGroup(ViewSetGroup):
    pass
