class UnorderedObjectListWarning(RuntimeWarning):
    pass


class InvalidPage(Exception):
    pass


class PageNotAnInteger(InvalidPage):
    pass


class EmptyPage(InvalidPage):
    pass


class BasePaginator:
    """The slices of pages are not the project's: a page has the conditions and the order of the whole."""

    def __init__(self, object_list, per_page, orphans=0, allow_empty_first_page=True, error_messages=None):
        self.object_list = object_list
        self.per_page = per_page

    @property
    def count(self): ...

    @property
    def num_pages(self): ...

    @property
    def page_range(self): ...

    def validate_number(self, number): ...


class Paginator(BasePaginator):
    def __iter__(self):
        return [self.page(1)]

    def get_page(self, number):
        return self.page(number)

    def page(self, number):
        return self._get_page(self.object_list, number, self)

    def _get_page(self, *args, **kwargs):
        return Page(*args, **kwargs)


class AsyncPaginator(BasePaginator):
    async def aget_page(self, number):
        return await self.apage(number)

    async def apage(self, number):
        return self._get_page(self.object_list, number, self)

    def _get_page(self, *args, **kwargs):
        return AsyncPage(*args, **kwargs)


class Page:
    def __init__(self, object_list, number, paginator):
        self.object_list = object_list
        self.number = number
        self.paginator = paginator

    def __iter__(self):
        return iter(self.object_list)

    def __getitem__(self, index):
        return list(self.object_list)[index]


class AsyncPage(Page):
    async def aget_object_list(self):
        return list(self.object_list)
