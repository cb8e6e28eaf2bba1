from wagtail.admin.viewsets.base import ViewSet


class ChooserViewSet(ViewSet):
    pass
