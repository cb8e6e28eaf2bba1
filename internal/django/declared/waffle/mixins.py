class BaseWaffleMixin:
    pass


class WaffleFlagMixin(BaseWaffleMixin):
    pass


class WaffleSampleMixin(BaseWaffleMixin):
    pass


class WaffleSwitchMixin(BaseWaffleMixin):
    pass
