"""The pages: views, forms and templates, page by page. No page needs JavaScript."""
