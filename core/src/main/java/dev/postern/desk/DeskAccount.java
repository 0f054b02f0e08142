package dev.postern.desk;

/**
 * What an account has at the desk.
 *
 * @param balance its credits, without those that the tasks hold that are being read
 * @param running how many of its tasks are being read, or wait for that
 * @param plan whether it may use the desk
 * @param tasksToday how many it has begun since midnight, in UTC
 * @param tasksThisMonth how many it has begun in this calendar month, in UTC
 */
public record DeskAccount(long balance, int running, Plan plan, long tasksToday, long tasksThisMonth) {}
