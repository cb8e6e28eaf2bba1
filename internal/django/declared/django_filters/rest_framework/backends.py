class DjangoFilterBackend:
    def filter_queryset(self, request, queryset, view):
        return queryset
