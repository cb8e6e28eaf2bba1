def money_manager(manager):
    return manager


def understands_money(function):
    return function
