"""What does the hall see and hear: boards, signs, messages, sound; and what alarms the staff?"""
