DEBUG, INFO, SUCCESS, WARNING, ERROR = 10, 20, 25, 30, 40


def add_message(request, level, message, extra_tags="", fail_silently=False):
    pass


def debug(request, message, extra_tags="", fail_silently=False):
    pass


info = success = warning = error = debug
