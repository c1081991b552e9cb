/* 3,000 mistakes, each with a complaint of its own. */
