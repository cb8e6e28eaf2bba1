class UniqueValidator:
    pass


class UniqueTogetherValidator:
    pass


class ProhibitSurrogateCharactersValidator:
    pass


class BaseUniqueForValidator:
    pass


class UniqueForDateValidator(BaseUniqueForValidator):
    pass


class UniqueForMonthValidator(BaseUniqueForValidator):
    pass


class UniqueForYearValidator(BaseUniqueForValidator):
    pass
