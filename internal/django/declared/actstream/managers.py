from actstream.gfk import GFKManager


class ActionManager(GFKManager):
    pass


class FollowManager(GFKManager):
    pass
