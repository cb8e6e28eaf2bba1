from django.test.client import Client, ClientHandler, RequestFactory
from django.test.testcases import LiveServerTestCase, SimpleTestCase, TestCase, TransactionTestCase


class HeaderDict:
    pass


class MockOriginalResponse:
    pass


class DjangoTestAdapter:
    pass


class RequestsClient:
    pass


class APIRequestFactory(RequestFactory):
    pass


class ForceAuthClientHandler(ClientHandler):
    pass


class APIClient(APIRequestFactory, Client):
    pass


class APITransactionTestCase(TransactionTestCase):
    pass


class APITestCase(TestCase):
    pass


class APISimpleTestCase(SimpleTestCase):
    pass


class APILiveServerTestCase(LiveServerTestCase):
    pass


class URLPatternsTestCase(SimpleTestCase):
    pass
