from wagtail.admin.viewsets.base import ViewSet


class PageListingViewSet(ViewSet):
    pass


class PageViewSet(PageListingViewSet):
    pass


class PageViewSetRegistry:
    pass
