"""Articles: reading files, and describing what stands on a page.

``read_documents`` and ``documents_from_frame`` are the edge that turns input into DOCUMENTS; ``describe_articles`` is
the first stage and tells the article proper from the page around it.
"""

from provenance.articles.describe import describe_articles
from provenance.articles.reading import documents_from_frame, read_documents

__all__ = ["describe_articles", "documents_from_frame", "read_documents"]
