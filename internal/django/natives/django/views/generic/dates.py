from django.db import models
from django.views.generic.base import View
from django.views.generic.detail import BaseDetailView, SingleObjectTemplateResponseMixin
from django.views.generic.list import MultipleObjectMixin, MultipleObjectTemplateResponseMixin, run


class YearMixin:
    year_format = "%Y"
    year = None

    def get_year_format(self):
        return self.year_format

    def get_year(self): ...
    def get_next_year(self, date): ...
    def get_previous_year(self, date): ...


class MonthMixin:
    month_format = "%b"
    month = None

    def get_month_format(self):
        return self.month_format

    def get_month(self): ...
    def get_next_month(self, date): ...
    def get_previous_month(self, date): ...


class DayMixin:
    day_format = "%d"
    day = None

    def get_day_format(self):
        return self.day_format

    def get_day(self): ...
    def get_next_day(self, date): ...
    def get_previous_day(self, date): ...


class WeekMixin:
    week_format = "%U"
    week = None

    def get_week_format(self):
        return self.week_format

    def get_week(self): ...
    def get_next_week(self, date): ...
    def get_previous_week(self, date): ...


class DateMixin:
    date_field = None
    allow_future = False

    def get_date_field(self):
        return self.date_field

    def get_allow_future(self):
        return self.allow_future

    @property
    def uses_datetime_field(self):
        model = self.get_queryset().model if self.model is None else self.model
        return isinstance(model._meta.get_field(self.get_date_field()), models.DateTimeField)

    def _make_date_lookup_arg(self, value): ...

    def _between(self, since, until):
        field = self.get_date_field()
        return {field + "__gte": since, field + "__lt": until}

    def _make_single_date_lookup(self, date):
        if self.uses_datetime_field:
            return self._between(date, date)
        return {self.get_date_field(): date}


class BaseDateListView(MultipleObjectMixin, DateMixin, View):
    allow_empty = False
    date_list_period = "year"

    def get(self, request, *args, **kwargs):
        self.date_list, self.object_list, extra_context = self.get_dated_items()
        run(self.object_list)
        context = self.get_context_data(object_list=self.object_list, date_list=self.date_list, **extra_context)
        return self.render_to_response(context)

    def get_dated_items(self):
        queryset = self.get_dated_queryset()
        return self.get_date_list(queryset), queryset, {}

    def get_ordering(self):
        return "-" + self.get_date_field() if self.ordering is None else self.ordering

    def get_dated_queryset(self, **lookup):
        queryset = self.get_queryset().filter(**lookup)
        if not self.get_allow_future():
            queryset = queryset.filter(**{self.get_date_field() + "__lte": _now()})
        return queryset

    def get_date_list_period(self):
        return self.date_list_period

    def get_date_list(self, queryset, date_type=None, ordering="ASC"):
        return queryset.dates(self.get_date_field(), date_type, ordering)


def _now(): ...


class BaseArchiveIndexView(BaseDateListView):
    context_object_name = "latest"


class ArchiveIndexView(MultipleObjectTemplateResponseMixin, BaseArchiveIndexView):
    template_name_suffix = "_archive"


class BaseYearArchiveView(YearMixin, BaseDateListView):
    date_list_period = "month"
    make_object_list = False

    def get_dated_items(self):
        year = self.get_year()
        queryset = self.get_dated_queryset(**self._between(year, year))
        dates = self.get_date_list(queryset)
        return dates, queryset if self.get_make_object_list() else queryset.none(), {"year": year}

    def get_make_object_list(self):
        return self.make_object_list


class YearArchiveView(MultipleObjectTemplateResponseMixin, BaseYearArchiveView):
    template_name_suffix = "_archive_year"


class BaseMonthArchiveView(YearMixin, MonthMixin, BaseDateListView):
    date_list_period = "day"

    def get_dated_items(self):
        month = self.get_month()
        queryset = self.get_dated_queryset(**self._between(month, month))
        return self.get_date_list(queryset), queryset, {"month": month}


class MonthArchiveView(MultipleObjectTemplateResponseMixin, BaseMonthArchiveView):
    template_name_suffix = "_archive_month"


class BaseWeekArchiveView(YearMixin, WeekMixin, BaseDateListView):
    def get_dated_items(self):
        week = self.get_week()
        return None, self.get_dated_queryset(**self._between(week, week)), {"week": week}


class WeekArchiveView(MultipleObjectTemplateResponseMixin, BaseWeekArchiveView):
    template_name_suffix = "_archive_week"


class BaseDayArchiveView(YearMixin, MonthMixin, DayMixin, BaseDateListView):
    def get_dated_items(self):
        return self._get_dated_items(self.get_day())

    def _get_dated_items(self, date):
        return None, self.get_dated_queryset(**self._make_single_date_lookup(date)), {"day": date}


class DayArchiveView(MultipleObjectTemplateResponseMixin, BaseDayArchiveView):
    template_name_suffix = "_archive_day"


class BaseTodayArchiveView(BaseDayArchiveView):
    pass


class TodayArchiveView(MultipleObjectTemplateResponseMixin, BaseTodayArchiveView):
    template_name_suffix = "_archive_day"


class BaseDateDetailView(YearMixin, MonthMixin, DayMixin, DateMixin, BaseDetailView):
    def get_object(self, queryset=None):
        if queryset is None:
            queryset = self.get_queryset()
        return super().get_object(queryset.filter(**self._make_single_date_lookup(self.get_day())))


class DateDetailView(SingleObjectTemplateResponseMixin, BaseDateDetailView):
    template_name_suffix = "_detail"


def timezone_today(): ...
def _date_from_string(year, year_format, month="", month_format="", day="", day_format="", delim="__"): ...
def _get_next_prev(generic_view, date, is_previous, period): ...
