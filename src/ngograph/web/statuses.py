"""From what went wrong to the status of HTTP, in one table."""

from __future__ import annotations

from typing import Final

from ngograph import errors

STATUS: Final[dict[type[errors.NgographError], int]] = {
    errors.QuerySyntaxError: 400,
    errors.QueryRefused: 400,
    errors.UnknownParameter: 400,
    errors.ParameterError: 400,
    errors.AmbiguousName: 400,
    errors.DateError: 400,
    errors.QueryError: 400,
    errors.UnknownQuery: 404,
    errors.UnknownThing: 404,
    errors.WithdrawnThing: 410,
    errors.NameNotFound: 404,
    errors.NoFittingFormat: 406,
    errors.TooManyQueries: 503,
    errors.QueryEnded: 503,
    errors.QueryTooLong: 504,
    errors.QueryTooLarge: 507,
    errors.NetworkError: 400,
    errors.UnknownChoice: 400,
    errors.NotInNetwork: 404,
    errors.EmptySelection: 404,
    errors.UnknownAnalysis: 404,
    errors.DrawingError: 404,
    errors.TooManyAnalyses: 503,
    errors.AnalysisEnded: 503,
    errors.AnalysisTooLong: 504,
    errors.AnalysisTooLarge: 507,
    errors.NonConforming: 422,
    errors.UnfitGraph: 422,
    errors.UnreadableBody: 400,
    errors.NotWritable: 403,
    errors.OutOfScope: 403,
    errors.GraphExists: 412,
    errors.ReleaseMoved: 412,
    errors.ReleaseBusy: 503,
    errors.TooManyWrites: 503,
    errors.WriteEnded: 503,
    errors.WriteTooLong: 504,
    errors.WriteTooLarge: 507,
    errors.StoreError: 502,
    errors.StoreBusy: 503,
    errors.NgographError: 500,
}
"""The status for each error; the nearest class counts."""


def status_of(error: Exception) -> int:
    """Return the status of *error*."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
