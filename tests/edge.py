"""API Gateway in front of the application: an id for each request, and its own answer for what no route takes."""

from chalice.local import LambdaContext, LambdaEventConverter, RouteMatcher
from chalice.test import HTTPResponse

from chalicelib.api.problems import gateway_problem


class Edge:
    """`app` is called with the events of API Gateway."""

    def __init__(self, app):
        self.app = app
        self.matcher = RouteMatcher(list(app.routes))
        self.converter = LambdaEventConverter(self.matcher, app.api.binary_types)

    def route(self, path):
        """`/demandes/{numero}` for the address of a demande; None for an address that no route has."""
        try:
            return self.matcher.match_route(path).route
        except ValueError:
            return None

    def request(self, method, path, headers=None, body=b""):
        context = LambdaContext("api_handler", memory_size=1024)
        methods = self.app.routes.get(self.route(path), {})
        if method not in methods:
            refusal = gateway_problem(405 if methods else 404, context.aws_request_id)
            return HTTPResponse.create_from_dict(refusal.to_dict(self.app.api.binary_types))
        event = self.converter.create_lambda_event(method, path, headers or {}, _text(body))
        event["requestContext"]["requestId"] = context.aws_request_id
        return HTTPResponse.create_from_dict(self.app(event, context))


def _text(body):
    """A Lambda gets text; bytes that are none stay as they are, to see what the application makes of them."""
    try:
        return body.decode() or None
    except UnicodeDecodeError:
        return body
