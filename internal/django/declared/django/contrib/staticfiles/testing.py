from django.test.testcases import LiveServerTestCase


class StaticLiveServerTestCase(LiveServerTestCase):
    pass
