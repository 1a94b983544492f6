-- Words are searched in kiosk-search, which has an index of its own.
DROP TABLE product_text;
