"""What did a period come to, in figures for programs and tables for people?"""
