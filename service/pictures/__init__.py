"""Turn a finished match into one HTML file that explains it, and needs no other file and no network to be read."""

from service.pictures.page import report_page
from service.pictures.story import Fall, RunStory, Sampled, told_bars
from service.pictures.thresholds import by_labels

__all__ = ["Fall", "RunStory", "Sampled", "by_labels", "report_page", "told_bars"]
