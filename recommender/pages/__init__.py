"""The review page, one file a screen: the only place that speaks Streamlit."""
