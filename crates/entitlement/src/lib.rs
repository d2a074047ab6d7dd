//! What a whole list of people says against the law: who is missing out, what a change of law does, whom to pay.
