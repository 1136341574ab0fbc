"""What an official form is: relations, cells, tables; its strict reader; finding its tables in foreign rows."""
