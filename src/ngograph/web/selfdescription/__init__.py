"""What the service says of itself, worked out once for a release.

::

    questions ──► facts ──┬──► service     SPARQL 1.1 Service Description, at /sparql
                          ├──► void        VoID, at /void and /.well-known/void
                dumps ────┼──► dcat        DCAT 3, at /catalogue
                          ├──► dataset     schema.org, in the head of the start page
    questions of queries/ ┼──► examples    sh:SPARQLExecutable, at /queries
                          └──► sitemap     sitemap.xml, robots.txt
"""

from ngograph.web.selfdescription.describing import SelfDescription

__all__ = ["SelfDescription"]
