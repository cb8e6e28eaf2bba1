class CreateModelMixin:
    def create(self, request, *args, **kwargs):
        serializer = self.get_serializer(data=request.data)
        self.perform_create(serializer)
        return serializer

    def perform_create(self, serializer):
        serializer.save()


class ListModelMixin:
    def list(self, request, *args, **kwargs):
        queryset = self.filter_queryset(self.get_queryset())
        page = self.paginate_queryset(queryset)
        return self.get_serializer(queryset if page is None else page, many=True)


class RetrieveModelMixin:
    def retrieve(self, request, *args, **kwargs):
        return self.get_serializer(self.get_object())


class UpdateModelMixin:
    def update(self, request, *args, **kwargs):
        serializer = self.get_serializer(self.get_object(), data=request.data)
        self.perform_update(serializer)
        return serializer

    def perform_update(self, serializer):
        serializer.save()

    def partial_update(self, request, *args, **kwargs):
        return self.update(request, *args, **kwargs)


class DestroyModelMixin:
    def destroy(self, request, *args, **kwargs):
        self.perform_destroy(self.get_object())

    def perform_destroy(self, instance):
        instance.delete()
